# find_package(rondo): the target rondo::rondo is the C++ library.
include(CMakeFindDependencyMacro)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_dependency(Threads)
if(NOT TARGET rondo::rondo)
  # lib/ARCHITECTURE/cmake/rondo, wherever the package is.
  get_filename_component(rondo_lib "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
  get_filename_component(rondo_prefix "${rondo_lib}/../.." ABSOLUTE)
  add_library(rondo::rondo STATIC IMPORTED)
  set_target_properties(rondo::rondo PROPERTIES
    IMPORTED_LOCATION "${rondo_lib}/librondo.a"
    INTERFACE_INCLUDE_DIRECTORIES "${rondo_prefix}/include"
    INTERFACE_COMPILE_FEATURES cxx_std_20
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
