# rondo_prebind(TARGET)
#
# Gives the program copies of V8's library and of libstdc++ whose symbols are
# bound ahead (tools/prebind), in lib/ beside it. Where there is none, because
# this is not x86-64, RONDO_PREBIND is off or the tool gave up, the program
# finds the stock library: V8's by the second entry of its rpath.

option(RONDO_PREBIND "Bind the symbols of V8's library ahead" OFF)
set(RONDO_PREBIND_DROP libssl libcrypto libcares CACHE STRING
    "Libraries that libnode needs but V8 does not: not loaded if it starts so")

function(rondo_prebind target)
  if(NOT RONDO_PREBIND OR RONDO_SANITIZE
     OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    return()
  endif()
  set_property(TARGET ${target} PROPERTY
    BUILD_RPATH "$ORIGIN/lib" ${RONDO_LIBRARY_DIR})
  set(standard ${RONDO_LIBRARY_DIR}/libstdc++.so.6)
  set(stamp ${CMAKE_BINARY_DIR}/gen/${target}.prebound)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${CMAKE_SOURCE_DIR}/tools/prebind/make.sh $<TARGET_FILE:prebind>
            lib $<TARGET_FILE:${target}> ${V8_LIBRARY} ${standard}
            ${RONDO_PREBIND_DROP}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS prebind ${target} ${V8_LIBRARY} ${standard}
            ${CMAKE_SOURCE_DIR}/tools/prebind/make.sh
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
    COMMENT "Binding the symbols of V8's library and libstdc++"
    VERBATIM)
  add_custom_target(${target}_prebound ALL DEPENDS ${stamp})
endfunction()
