# rondo_prebind(TARGET)
#
# Gives the program copies of V8's library and of some others whose symbols are
# bound ahead (tools/prebind), in lib/ beside it. Where there is none, because
# this is not x86-64, RONDO_PREBIND is off or the tool gave up, the program
# finds the stock library: V8's by the second entry of its rpath.

option(RONDO_PREBIND "Bind the symbols of V8's library ahead" OFF)
# What V8's library has beside V8, and what only that needs.
set(RONDO_PREBIND_UNUSED node ncrypto)
set(RONDO_PREBIND_DROP libz libllhttp libuv libsimdjson libbrotli libcares
    libhdr_histogram libnghttp2 libsqlite3 libzstd libcrypto libssl)
# Those with many references to themselves.
set(RONDO_PREBIND_TOO libstdc++ libada libsimdutf)

function(rondo_prebind target)
  if(NOT RONDO_PREBIND OR RONDO_SANITIZE
     OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    return()
  endif()
  set_property(TARGET ${target} PROPERTY
    BUILD_RPATH "$ORIGIN/lib" ${RONDO_LIBRARY_DIR})
  set(options)
  foreach(kind unused drop too)
    string(TOUPPER RONDO_PREBIND_${kind} list)
    foreach(name IN LISTS ${list})
      list(APPEND options --${kind} ${name})
    endforeach()
  endforeach()
  set(stamp ${CMAKE_BINARY_DIR}/gen/${target}.prebound)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${CMAKE_SOURCE_DIR}/tools/prebind/make.sh $<TARGET_FILE:prebind>
            lib $<TARGET_FILE:${target}> ${V8_LIBRARY} ${options}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS prebind ${target} ${V8_LIBRARY}
            ${CMAKE_SOURCE_DIR}/tools/prebind/make.sh
            ${CMAKE_SOURCE_DIR}/tools/prebind/smoke.js
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
    COMMENT "Binding the symbols of V8's library and of others"
    VERBATIM)
  add_custom_target(${target}_prebound ALL DEPENDS ${stamp})
endfunction()
