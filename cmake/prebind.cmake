# rondo_prebind(TARGET)
#
# Gives the program a copy of V8's library whose symbols are bound ahead
# (tools/prebind), as lib/libnode.so.N beside it. Where there is none, because
# this is not x86-64, RONDO_PREBIND is off or the tool gave up, the program
# finds the stock library, the second entry of its rpath.

option(RONDO_PREBIND "Bind the symbols of V8's library ahead" OFF)
set(RONDO_PREBIND_DROP libssl libcrypto libcares CACHE STRING
    "Libraries that libnode needs but V8 does not: not loaded if it starts so")

function(rondo_prebind target)
  if(NOT RONDO_PREBIND OR RONDO_SANITIZE
     OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    return()
  endif()
  set_property(TARGET ${target} APPEND PROPERTY BUILD_RPATH "$ORIGIN/lib")
  set(library lib/libnode.so.${V8_SONAME_NUMBER})
  set(stamp ${CMAKE_BINARY_DIR}/gen/${target}.prebound)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${CMAKE_SOURCE_DIR}/tools/prebind/make.sh $<TARGET_FILE:prebind>
            ${V8_LIBRARY} ${library} $<TARGET_FILE:${target}>
            ${RONDO_PREBIND_DROP}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS prebind ${target} ${V8_LIBRARY}
            ${CMAKE_SOURCE_DIR}/tools/prebind/make.sh
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
    COMMENT "Binding the symbols of V8's library"
    VERBATIM)
  add_custom_target(${target}_prebound ALL DEPENDS ${stamp})
endfunction()
