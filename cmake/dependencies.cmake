# Libraries from outside, as imported targets:
#   v8::v8          V8, in the distribution's libnode
#   llhttp::llhttp  the HTTP/1 parser, static; setup renamed its symbols, since
#                   libnode exports others of the same names
#   uring::uring    liburing, static
#   Threads::Threads, GTest::gtest_main

set(RONDO_DEPS_DIR ${CMAKE_SOURCE_DIR}/build/deps CACHE PATH
    "Where unpacked packages are kept; shared by all build directories")
set(RONDO_V8_ROOT ${RONDO_DEPS_DIR}/v8 CACHE PATH
    "Root of an unpacked libnode-dev and libnode")

# --- what setup unpacks ------------------------------------------------------
if(NOT EXISTS ${RONDO_V8_ROOT}/VERSION
   OR NOT EXISTS ${RONDO_DEPS_DIR}/llhttp/renamed)
  message(STATUS "Unpacking V8 and llhttp into ${RONDO_DEPS_DIR}")
  execute_process(
    COMMAND ${CMAKE_SOURCE_DIR}/tools/setup/fetch_packages.sh ${RONDO_DEPS_DIR}
    COMMAND_ERROR_IS_FATAL ANY)
endif()

# --- V8 ----------------------------------------------------------------------
find_path(V8_INCLUDE_DIR v8-inspector.h
  PATHS ${RONDO_V8_ROOT}/usr/include
  PATH_SUFFIXES nodejs/deps/v8/include
  NO_DEFAULT_PATH REQUIRED)
# The internal headers of libnode, for Node-API only.
find_path(NODE_INCLUDE_DIR node_version.h
  PATHS ${RONDO_V8_ROOT}/usr/include
  PATH_SUFFIXES nodejs/src
  NO_DEFAULT_PATH REQUIRED)

file(STRINGS ${V8_INCLUDE_DIR}/v8-version.h v8_version
     REGEX "^#define V8_[A-Z_]+ [0-9]+$")
foreach(part MAJOR_VERSION MINOR_VERSION BUILD_NUMBER PATCH_LEVEL)
  if(NOT "${v8_version}" MATCHES "V8_${part} ([0-9]+)")
    message(FATAL_ERROR "No V8_${part} in ${V8_INCLUDE_DIR}/v8-version.h")
  endif()
  list(APPEND v8_parts ${CMAKE_MATCH_1})
endforeach()
list(JOIN v8_parts "." V8_VERSION)

file(STRINGS ${NODE_INCLUDE_DIR}/node_version.h node_abi
     REGEX "^#define NODE_MODULE_VERSION [0-9]+$")
string(REGEX MATCH "[0-9]+$" V8_SONAME_NUMBER "${node_abi}")
find_library(V8_LIBRARY libnode.so.${V8_SONAME_NUMBER}
  PATHS ${RONDO_V8_ROOT}/usr/lib
  PATH_SUFFIXES ${CMAKE_LIBRARY_ARCHITECTURE}
  NO_DEFAULT_PATH REQUIRED)
message(STATUS "V8 ${V8_VERSION}: ${V8_LIBRARY}")

# Programs find the library through a link inside the build directory, so that
# their rpath is relative and the checkout can be moved.
set(v8_link ${CMAKE_BINARY_DIR}/lib/stock/libnode.so.${V8_SONAME_NUMBER})
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib/stock)
file(RELATIVE_PATH v8_target ${CMAKE_BINARY_DIR}/lib/stock ${V8_LIBRARY})
file(CREATE_LINK ${v8_target} ${v8_link} SYMBOLIC)

add_library(v8::v8 SHARED IMPORTED)
set_target_properties(v8::v8 PROPERTIES
  IMPORTED_LOCATION ${v8_link}
  IMPORTED_SONAME libnode.so.${V8_SONAME_NUMBER}
  INTERFACE_INCLUDE_DIRECTORIES ${V8_INCLUDE_DIR}
  INTERFACE_COMPILE_DEFINITIONS USING_V8_SHARED=1
  # libnode's own dependencies are found when the program starts.
  INTERFACE_LINK_OPTIONS -Wl,--allow-shlib-undefined)

# --- llhttp ------------------------------------------------------------------
find_path(LLHTTP_INCLUDE_DIR llhttp.h
  PATHS ${RONDO_DEPS_DIR}/llhttp/usr/include NO_DEFAULT_PATH REQUIRED)
find_library(LLHTTP_LIBRARY libllhttp.a
  PATHS ${RONDO_DEPS_DIR}/llhttp/usr/lib
  PATH_SUFFIXES ${CMAKE_LIBRARY_ARCHITECTURE} NO_DEFAULT_PATH REQUIRED)
add_library(llhttp::llhttp STATIC IMPORTED)
set_target_properties(llhttp::llhttp PROPERTIES
  IMPORTED_LOCATION ${LLHTTP_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${LLHTTP_INCLUDE_DIR})

# --- liburing ----------------------------------------------------------------
find_path(URING_INCLUDE_DIR liburing.h REQUIRED)
find_library(URING_LIBRARY liburing.a REQUIRED)
add_library(uring::uring STATIC IMPORTED)
set_target_properties(uring::uring PROPERTIES
  IMPORTED_LOCATION ${URING_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${URING_INCLUDE_DIR})

# --- threads, tests ----------------------------------------------------------
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(GTest REQUIRED)
