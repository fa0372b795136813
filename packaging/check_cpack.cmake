# Reads cpack.cmake as each platform would, and fails when a package lacks what it needs. It builds none of them.
# cmake -DROOT=<project> -P packaging/check_cpack.cmake
cmake_minimum_required(VERSION 3.25)

function(read_as platform)
    unset(WIN32)
    unset(APPLE)
    unset(UNIX)
    if(platform)
        set(${platform} TRUE)
    endif()
    set(CMAKE_SOURCE_DIR ${ROOT})
    set(LATCHKEY_MAINTAINER "Somebody <somebody@example.com>")
    include(${ROOT}/packaging/cpack.cmake)
    foreach(rule IN LISTS ARGN)
        string(REPLACE "~" ";" rule "${rule}")
        list(GET rule 0 variable)
        list(GET rule 1 pattern)
        if(NOT "${${variable}}" MATCHES "${pattern}")
            message(SEND_ERROR "${platform}: ${variable} is \"${${variable}}\" and does not match ${pattern}")
        endif()
    endforeach()
    foreach(variable CPACK_RESOURCE_FILE_LICENSE CPACK_DEBIAN_SERVICE_PACKAGE_CONTROL_EXTRA)
        foreach(file IN LISTS ${variable})
            if(NOT EXISTS ${file})
                message(SEND_ERROR "${platform}: ${variable} names ${file}, which is not there")
            endif()
        endforeach()
    endforeach()
endfunction()

read_as("" CPACK_GENERATOR~^DEB$ CPACK_COMPONENTS_ALL~desk CPACK_DEBIAN_SERVICE_PACKAGE_DEPENDS~systemd CPACK_DEBIAN_PACKAGE_SHLIBDEPS~ON
    CPACK_DEBIAN_SERVICE_PACKAGE_CONTROL_EXTRA~conffiles CPACK_COMPONENT_SERVICE_DESCRIPTION~portal)
read_as(WIN32 CPACK_GENERATOR~^NSIS$ CPACK_COMPONENTS_ALL~^desk$ CPACK_NSIS_EXTRA_INSTALL_COMMANDS~latchkey.exe CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS~latchkey
    CPACK_PACKAGE_EXECUTABLES~latchkey CPACK_PACKAGE_INSTALL_DIRECTORY~Latchkey)
read_as(APPLE CPACK_GENERATOR~^DragNDrop$ CPACK_COMPONENTS_ALL~^desk$ CPACK_DMG_VOLUME_NAME~Latchkey)

# macOS opens latchkey: URLs by what stands here.
file(READ ${ROOT}/packaging/desktop/Info.plist.in plist)
if(NOT plist MATCHES "<key>CFBundleURLSchemes</key>[ \n]*<array>[ \n]*<string>latchkey</string>")
    message(SEND_ERROR "packaging/desktop/Info.plist.in does not name the scheme latchkey")
endif()
