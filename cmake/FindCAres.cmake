# c-ares ships no CMake configuration on Debian 12.
find_path(CAres_INCLUDE_DIR ares.h)
find_library(CAres_LIBRARY cares)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(CAres REQUIRED_VARS CAres_LIBRARY CAres_INCLUDE_DIR)
if(CAres_FOUND AND NOT TARGET CAres::CAres)
    add_library(CAres::CAres UNKNOWN IMPORTED)
    set_target_properties(CAres::CAres PROPERTIES IMPORTED_LOCATION ${CAres_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${CAres_INCLUDE_DIR})
endif()
