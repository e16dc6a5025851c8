# Functions that declare Rondo's targets.

# rondo_library(NAME SOURCES file... [DEPS target...])
#
# A static library. Headers need not be listed.
function(rondo_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_DEPS})
endfunction()

# rondo_executable(NAME SOURCES file... [DEPS target...] [OUTPUT path])
#
# A program in the build directory, or at OUTPUT relative to it.
function(rondo_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT" "SOURCES;DEPS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} Threads::Threads)
  if(NOT arg_OUTPUT)
    set(arg_OUTPUT ${name})
  endif()
  cmake_path(GET arg_OUTPUT PARENT_PATH parent)
  cmake_path(GET arg_OUTPUT FILENAME file)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${parent}
    OUTPUT_NAME ${file})
endfunction()

# rondo_test(NAME SOURCES file... [DEPS target...] [ARGS arg...] [ONE_BACKEND])
#
# A GoogleTest program in tests/ of the build directory. The test runner runs
# it once on each backend (RONDO_BACKEND), or once when ONE_BACKEND says that
# nothing in it asks for a loop of the default kind.
function(rondo_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ONE_BACKEND" "" "SOURCES;DEPS;ARGS")
  rondo_executable(${name} OUTPUT tests/${name}
    SOURCES ${arg_SOURCES} DEPS ${arg_DEPS} GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name} ${arg_ARGS})
  set(backends both)
  if(arg_ONE_BACKEND)
    set(backends one)
  endif()
  list(JOIN arg_ARGS " " args)
  set_property(GLOBAL APPEND PROPERTY RONDO_TESTS
    "${name}\t${backends}\ttests/${name}\t${args}")
endfunction()

# Writes tests.list, one line a program: name, backends, path, arguments,
# separated by tabs. The test runner reads it.
function(rondo_write_test_list)
  get_property(tests GLOBAL PROPERTY RONDO_TESTS)
  list(JOIN tests "\n" lines)
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/tests.list CONTENT "${lines}\n")
endfunction()

# rondo_fuzzer(NAME SOURCES file... [DEPS target...])
#
# A libFuzzer program in fuzz/ of the build directory; nothing in other builds.
# The target fuzzers builds all of them.
function(rondo_fuzzer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  if(NOT RONDO_FUZZ)
    return()
  endif()
  rondo_executable(${name} OUTPUT fuzz/${name}
    SOURCES ${arg_SOURCES} DEPS ${arg_DEPS})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers ${name})
endfunction()
