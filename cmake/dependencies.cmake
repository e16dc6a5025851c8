# Libraries from outside, all of the root (toolchain.cmake), as imported targets:
#   v8::v8            V8, in Debian's libnode
#   llhttp::llhttp    the HTTP/1 parser, static; setup renamed its symbols, since
#                     libnode uses others of the same names
#   uring::uring      liburing, static
#   zlib::zlib, deflate::deflate, brotli::encoder, brotli::decoder, zstd::zstd
#                     compression, static and hidden: libnode uses others of the
#                     same names
#   ada::ada, simdutf::simdutf, icu::icu   the copies that libnode uses
#   Threads::Threads, GTest::gtest_main

set(RONDO_DEPS_DIR ${CMAKE_SOURCE_DIR}/build/deps CACHE PATH
    "Where packages are kept; shared by all build directories")

# CMake itself would leave the sysroot's path out of what it finds.
set(CMAKE_BUILD_RPATH ${RONDO_LIBRARY_DIR})

# --- V8 ----------------------------------------------------------------------
find_path(V8_INCLUDE_DIR v8-inspector.h
  PATH_SUFFIXES nodejs/deps/v8/include REQUIRED)
# The internal headers of libnode, for Node-API only.
find_path(NODE_INCLUDE_DIR node_version.h PATH_SUFFIXES nodejs/src REQUIRED)

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
find_library(V8_LIBRARY libnode.so.${V8_SONAME_NUMBER} REQUIRED)
message(STATUS "V8 ${V8_VERSION}: ${V8_LIBRARY}")

add_library(v8::v8 SHARED IMPORTED)
set_target_properties(v8::v8 PROPERTIES
  IMPORTED_LOCATION ${V8_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${V8_INCLUDE_DIR}
  INTERFACE_COMPILE_DEFINITIONS USING_V8_SHARED=1
  # libnode's own dependencies are found when the program starts.
  INTERFACE_LINK_OPTIONS -Wl,--allow-shlib-undefined)

# --- static libraries --------------------------------------------------------
find_library(LLHTTP_LIBRARY libllhttp.a REQUIRED)
add_library(llhttp::llhttp STATIC IMPORTED)
set_target_properties(llhttp::llhttp PROPERTIES IMPORTED_LOCATION ${LLHTTP_LIBRARY})

find_library(URING_LIBRARY liburing.a REQUIRED)
add_library(uring::uring STATIC IMPORTED)
set_target_properties(uring::uring PROPERTIES IMPORTED_LOCATION ${URING_LIBRARY})

# rondo_hidden_library(TARGET FILE [DEPS target...]): a static library whose symbols
# the program does not export, so that libnode's calls do not end in it.
function(rondo_hidden_library name file)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "DEPS")
  find_library(${file}_LIBRARY ${file} REQUIRED)
  add_library(${name} STATIC IMPORTED)
  set_target_properties(${name} PROPERTIES
    IMPORTED_LOCATION ${${file}_LIBRARY}
    INTERFACE_LINK_OPTIONS -Wl,--exclude-libs,${file}
    INTERFACE_LINK_LIBRARIES "${arg_DEPS}")
endfunction()

rondo_hidden_library(zlib::zlib libz.a)
rondo_hidden_library(deflate::deflate libdeflate.a)
rondo_hidden_library(brotli::common libbrotlicommon.a)
rondo_hidden_library(brotli::encoder libbrotlienc.a DEPS brotli::common)
rondo_hidden_library(brotli::decoder libbrotlidec.a DEPS brotli::common)
rondo_hidden_library(zstd::zstd libzstd.a)

# --- URLs and UTF ------------------------------------------------------------
# libnode 115 has both inside; newer ones take them from libraries of their own.
foreach(name ada simdutf)
  add_library(${name}::${name} INTERFACE IMPORTED)
  find_library(${name}_library NAMES ${name} ${name}-url0 ${name}0 ${name}-url)
  if(${name}_library)
    target_link_libraries(${name}::${name} INTERFACE ${${name}_library})
  else()
    target_link_libraries(${name}::${name} INTERFACE v8::v8)
  endif()
endforeach()

# --- legacy encodings --------------------------------------------------------
# V8's library needs it in any case: no further file is loaded.
find_library(ICU_LIBRARY icuuc REQUIRED)
add_library(icu::icu SHARED IMPORTED)
set_target_properties(icu::icu PROPERTIES IMPORTED_LOCATION ${ICU_LIBRARY})

# --- threads, tests ----------------------------------------------------------
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

find_library(GTEST_LIBRARY libgtest.a REQUIRED)
find_library(GTEST_MAIN_LIBRARY libgtest_main.a REQUIRED)
add_library(GTest::gtest_main STATIC IMPORTED)
set_target_properties(GTest::gtest_main PROPERTIES
  IMPORTED_LOCATION ${GTEST_MAIN_LIBRARY}
  INTERFACE_LINK_LIBRARIES "${GTEST_LIBRARY};Threads::Threads")
