# What the packages are called and need. Read by CMakeLists.txt here, and by check_packages.cmake for each platform in turn.
set(CPACK_PACKAGE_NAME latchkey)
set(CPACK_PACKAGE_VENDOR "Latchkey")
set(CPACK_PACKAGE_CONTACT "${LATCHKEY_MAINTAINER}")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)

if(WIN32)
    # Prepared, but never built: see README.md, "Windows and macOS".
    set(CPACK_GENERATOR NSIS)
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Support desk that lets a subscription shop's customers in")
    set(CPACK_COMPONENTS_ALL desk)
    set(CPACK_PACKAGE_INSTALL_DIRECTORY Latchkey)
    set(CPACK_PACKAGE_EXECUTABLES latchkey Latchkey)
    set(CPACK_NSIS_DISPLAY_NAME Latchkey)
    set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\latchkey.exe")
    set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
    set(CPACK_NSIS_MANIFEST_DPI_AWARE ON)
    set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS [[
  WriteRegStr SHCTX "Software\Classes\latchkey" "" "URL:Latchkey"
  WriteRegStr SHCTX "Software\Classes\latchkey" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\latchkey\shell\open\command" "" '"$INSTDIR\bin\latchkey.exe" "%1"'
]])
    set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[
  DeleteRegKey SHCTX "Software\Classes\latchkey"
]])
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Support desk that lets a subscription shop's customers in")
    set(CPACK_COMPONENTS_ALL desk)
    set(CPACK_DMG_VOLUME_NAME Latchkey)
    set(CPACK_DMG_SLA_USE_RESOURCE_FILE_LICENSE OFF)
else()
    set(CPACK_GENERATOR DEB)
    set(CPACK_COMPONENTS_ALL desk service)
    set(CPACK_DEB_COMPONENT_INSTALL ON)
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
    set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

    set(CPACK_DEBIAN_DESK_PACKAGE_NAME latchkey)
    set(CPACK_DEBIAN_DESK_PACKAGE_SECTION net)
    set(CPACK_DEBIAN_DESK_PACKAGE_RECOMMENDS "qt6-wayland, fonts-noto-core, ca-certificates")
    set(CPACK_DEBIAN_DESK_PACKAGE_SUGGESTS latchkeyd)
    # The first line is the synopsis; the others are broken for terminals of 80 columns.
    set(CPACK_COMPONENT_DESK_DESCRIPTION [[support desk that lets a subscription shop's customers in
Finds the customer who cannot get into their subscription, gives them a
Magic link or a Portal link, and says why the last way in failed.
.
Works alone on one computer, or for a team on a Latchkey service, which
the package latchkeyd holds.]])

    set(CPACK_DEBIAN_SERVICE_PACKAGE_NAME latchkeyd)
    set(CPACK_DEBIAN_SERVICE_PACKAGE_SECTION net)
    set(CPACK_DEBIAN_SERVICE_PACKAGE_DEPENDS
        "systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles, init-system-helpers (>= 1.52), procps, ca-certificates, tzdata")
    set(CPACK_DEBIAN_SERVICE_PACKAGE_SUGGESTS "postgresql (>= 15), nginx | caddy")
    set(CPACK_COMPONENT_SERVICE_DESCRIPTION [[customer portal and support desks' service of a subscription shop
Serves the web portal in which customers see their subscriptions, and the
API that the desks of the package latchkey work on.
.
Keeps the shop in SQLite or, where one machine is not enough, in PostgreSQL.]])
    set(maintainer_scripts ${CMAKE_CURRENT_LIST_DIR}/deb/latchkeyd)
    set(CPACK_DEBIAN_SERVICE_PACKAGE_CONTROL_EXTRA ${maintainer_scripts}/postinst ${maintainer_scripts}/prerm ${maintainer_scripts}/postrm
        ${maintainer_scripts}/conffiles)
endif()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER ${component} upper)
    set(CPACK_COMPONENT_${upper}_REQUIRED ON)
endforeach()
if(NOT CMAKE_SCRIPT_MODE_FILE)
    include(CPack)
endif()
