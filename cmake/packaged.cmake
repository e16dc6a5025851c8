# Programs of the packages. They are linked from the objects of those in the build
# directory, but find loader and libraries elsewhere (docs/packages.md):
#
#   rondo_portable(TARGET)    in lib/ beside themselves, wherever they are moved:
#                             no PT_INTERP, and an entry of ours (runtime/portable)
#   rondo_installed(TARGET)   in /usr/lib/rondo/lib: the kernel starts the loader,
#                             as it must for a program with file capabilities
#
# A directory that calls one of them first calls rondo_packaged_directory(), since
# the toolchain's linker flags have the loader of the build directory's programs.

# Packages are made for machines whose entry there is.
set(RONDO_PORTABLE_ENTRY
    ${CMAKE_SOURCE_DIR}/runtime/portable/entry_${CMAKE_SYSTEM_PROCESSOR}.S)
set(RONDO_INSTALLED_LIBRARIES /usr/lib/rondo/lib)

macro(rondo_packaged_directory)
  string(REGEX REPLACE "-Wl,--dynamic-linker=[^ ]*" ""
         CMAKE_EXE_LINKER_FLAGS "${CMAKE_EXE_LINKER_FLAGS}")
endmacro()

# Of the paths of libraries only RPATH. Not DT_RUNPATH, which does not hold for
# what the libraries need themselves.
function(rondo_packaged_rpath target rpath)
  set_target_properties(${target} PROPERTIES
    EXCLUDE_FROM_ALL ON
    BUILD_WITH_INSTALL_RPATH ON
    INSTALL_RPATH "${rpath}")
  target_link_options(${target} PRIVATE -Wl,--disable-new-dtags)
endfunction()

function(rondo_portable target)
  if(NOT TARGET rondo_portable_entry)
    add_library(rondo_portable_entry OBJECT
      ${CMAKE_SOURCE_DIR}/runtime/portable/stub.c ${RONDO_PORTABLE_ENTRY})
    # It runs before the loader has relocated anything: it may call nothing, nor
    # may the compiler on its behalf.
    target_compile_options(rondo_portable_entry PRIVATE
      -O2 -fPIE -ffreestanding -fno-builtin -fvisibility=hidden
      -fno-stack-protector -U_FORTIFY_SOURCE -fno-sanitize=all -fno-lto
      -fno-jump-tables
      $<$<C_COMPILER_ID:GNU>:-fno-tree-loop-distribute-patterns>)
  endif()
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:rondo_portable_entry>)
  target_link_options(${target} PRIVATE
    -Wl,--no-dynamic-linker -Wl,-e,rondo_portable_start)
  rondo_packaged_rpath(${target} "$ORIGIN/lib")
endfunction()

function(rondo_installed target)
  cmake_path(GET RONDO_LOADER FILENAME loader)
  target_link_options(${target} PRIVATE
    -Wl,--dynamic-linker=${RONDO_INSTALLED_LIBRARIES}/${loader})
  rondo_packaged_rpath(${target} ${RONDO_INSTALLED_LIBRARIES})
endfunction()
