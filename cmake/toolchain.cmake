# The host's compiler for the root's C library (tools/setup/root.txt): what is
# built here runs with the root's loader and libraries and with none of the host's.
# Read before project(), and again by each check of the compiler.

set(RONDO_ROOT ${CMAKE_CURRENT_LIST_DIR}/../build/deps/root/default CACHE PATH
    "The root, which tools/setup/root.py unpacks")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES RONDO_ROOT)
if(NOT EXISTS ${RONDO_ROOT}/MANIFEST)
  message(FATAL_ERROR "No root in ${RONDO_ROOT}: ./dev setup unpacks it")
endif()
file(REAL_PATH ${RONDO_ROOT} rondo_root)
set(CMAKE_SYSROOT ${rondo_root})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

if(NOT CMAKE_CXX_COMPILER)
  find_program(CMAKE_CXX_COMPILER NAMES g++ c++ REQUIRED)
endif()
if(NOT CMAKE_C_COMPILER)
  find_program(CMAKE_C_COMPILER NAMES gcc cc REQUIRED)
endif()

# The C++ library's headers belong to the compiler; below the root there are none.
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -x c++ -E -v /dev/null
  ERROR_VARIABLE rondo_search OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n /[^\n]*c\\+\\+[^\n]*" rondo_folders "${rondo_search}")
set(CMAKE_CXX_FLAGS_INIT "-nostdinc++")
foreach(folder IN LISTS rondo_folders)
  string(STRIP "${folder}" folder)
  file(REAL_PATH ${folder} folder)
  string(APPEND CMAKE_CXX_FLAGS_INIT " -isystem ${folder}")
endforeach()
# clang looks for gcc's start files below the root, unless it is told.
if(rondo_search MATCHES "clang version")
  string(APPEND CMAKE_CXX_FLAGS_INIT " --gcc-toolchain=/usr")
  set(CMAKE_C_FLAGS_INIT "--gcc-toolchain=/usr")
endif()

# Programs start with the root's loader, which takes each library from the root
# (dependencies.cmake sets the rpath). RPATH rather than RUNPATH: it holds for what
# the libraries need, too.
file(GLOB rondo_loaders ${rondo_root}/usr/lib/*/ld-linux-*.so.*)
list(GET rondo_loaders 0 RONDO_LOADER)
cmake_path(GET RONDO_LOADER PARENT_PATH RONDO_LIBRARY_DIR)
set(CMAKE_EXE_LINKER_FLAGS_INIT "-L${RONDO_LIBRARY_DIR} \
-Wl,--dynamic-linker=${RONDO_LOADER} -Wl,--disable-new-dtags")
