# The language, the warnings and the instrumentation of every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(RONDO_SANITIZE "" CACHE STRING
    "Sanitizers of every target, as -fsanitize takes them")
option(RONDO_FUZZ "Build the libFuzzer targets (clang)" OFF)
option(RONDO_LTO "Optimise across translation units" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# Release keeps line tables, so that a crash and a profile name their lines.
# NDEBUG stays undefined: CHECK and assert are live in every build.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O1 -g")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g")
set(CMAKE_C_FLAGS_DEBUG "-O0 -g")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")

# -fPIC also for executables, where -fPIE would do: with -fPIE a program that
# uses a variable of libnode gets a copy relocation, and the library, whose own
# references are bound ahead (see prebind.cmake), would go on using its original.
add_compile_options(
  -fPIC
  -fno-semantic-interposition
  -fno-omit-frame-pointer
  -ffunction-sections
  -fdata-sections
  -Wall -Wextra
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
  $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
add_compile_definitions(_GNU_SOURCE)
# Each turn of a loop begins as a fresh one does, or the process ends.
add_compile_definitions($<$<NOT:$<CONFIG:Release>>:RONDO_CHECK_TURNS>)

# What a fault in memory is stopped by: a guarded stack, calls of the C library
# that know the sizes of what they write to (those that the compiler knows: level
# 3 would compute others), and tables of addresses that nobody can write to once
# the program has started. A sanitizer has its own checks of calls.
add_compile_options(-fstack-protector-strong)
if(NOT RONDO_SANITIZE)
  add_compile_options(
    $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
    $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
add_link_options(
  $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>
  -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

# A warning is an error to the compilers that CI runs. A newer one warns of more,
# which must not keep anybody from building.
set(werror OFF)
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU"
    AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
   OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang"
       AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15))
  set(werror ON)
endif()
option(RONDO_WERROR "Treat warnings as errors" ${werror})
if(RONDO_WERROR)
  add_compile_options(-Werror)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # clang 14 has coroutines but leaves the feature macro, which libstdc++
  # insists on, to later versions.
  add_compile_options(
    -Wno-unknown-warning-option
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-unused-private-field>)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 17)
    add_compile_options(
      "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -D__cpp_impl_coroutine=201902L>")
  endif()
endif()

# RTTI is off, hence no check of virtual tables.
if(RONDO_SANITIZE)
  set(sanitize -fsanitize=${RONDO_SANITIZE})
  if(RONDO_SANITIZE MATCHES "undefined")
    list(APPEND sanitize -fno-sanitize=vptr -fno-sanitize-recover=all)
  endif()
  # Instrumentation makes GCC see paths that do not exist, and it warns that the
  # thread sanitizer does not understand fences; what they order is atomic.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND sanitize -Wno-maybe-uninitialized)
    if(RONDO_SANITIZE MATCHES "thread")
      list(APPEND sanitize -Wno-tsan)
    endif()
  endif()
  add_compile_options(${sanitize})
  add_link_options(${sanitize})
endif()
# What programs of ours need to run during the build: they need not free what
# they hold at their end.
set(RONDO_RUN_ENVIRONMENT ASAN_OPTIONS=detect_leaks=0
    TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tools/test/tsan.supp)
if(RONDO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(RONDO_LTO)
  include(CheckIPOSupported)
  check_ipo_supported()
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

# A faster linker where there is one. Linking is what an edit waits for.
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM AND NOT RONDO_LTO)
  add_link_options(-fuse-ld=lld)
endif()
add_link_options(-Wl,--gc-sections)

include_directories(${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/gen)
