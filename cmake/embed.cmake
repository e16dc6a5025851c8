# lib/ and the bundles from npm, as data of the program: the library
# rondo_lib_sources, with lib_sources.h.

find_program(RONDO_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(NOT RONDO_PYTHON)
  find_program(RONDO_PYTHON python3 REQUIRED)
endif()

set(RONDO_VENDOR_MODULES inspect punycode)
set(vendor_dir ${RONDO_DEPS_DIR}/vendor)
list(TRANSFORM RONDO_VENDOR_MODULES REPLACE "(.+)" "${vendor_dir}/\\1.js"
     OUTPUT_VARIABLE vendor_files)
add_custom_command(
  OUTPUT ${vendor_files}
  COMMAND ${CMAKE_SOURCE_DIR}/tools/vendor/vendor.sh
          ${RONDO_DEPS_DIR} ${vendor_dir}
  DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json
          ${CMAKE_SOURCE_DIR}/tools/vendor/vendor.sh
          ${CMAKE_SOURCE_DIR}/tools/vendor/bundle.mjs
          ${CMAKE_SOURCE_DIR}/tools/vendor/primordials.mjs
  COMMENT "Bundling the npm packages"
  VERBATIM)

if(EXISTS ${CMAKE_SOURCE_DIR}/lib)
  file(GLOB_RECURSE lib_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/*.js)
  set(lib_modules "")
  foreach(file IN LISTS lib_files)
    file(RELATIVE_PATH id ${CMAKE_SOURCE_DIR}/lib ${file})
    string(REGEX REPLACE "\\.js$" "" id ${id})
    list(APPEND lib_modules "${id}=${file}")
  endforeach()
  foreach(name IN LISTS RONDO_VENDOR_MODULES)
    list(APPEND lib_modules "internal/vendor/${name}=${vendor_dir}/${name}.js")
  endforeach()

  set(gen ${CMAKE_BINARY_DIR}/gen)
  add_custom_command(
    OUTPUT ${gen}/lib_sources.cc ${gen}/lib_sources.S
           ${gen}/lib_sources.h ${gen}/lib_sources.bin
    COMMAND ${RONDO_PYTHON} ${CMAKE_SOURCE_DIR}/tools/embed/embed.py
            ${gen} ${lib_modules}
    DEPENDS ${lib_files} ${vendor_files}
            ${CMAKE_SOURCE_DIR}/tools/embed/embed.py
    COMMENT "Embedding lib/"
    VERBATIM)
  set_source_files_properties(${gen}/lib_sources.S PROPERTIES
    OBJECT_DEPENDS ${gen}/lib_sources.bin)
  rondo_library(rondo_lib_sources
    SOURCES ${gen}/lib_sources.cc ${gen}/lib_sources.S)
endif()
