# The flags of every target sit on one interface target.
add_library(latchkey_flags INTERFACE)
target_compile_features(latchkey_flags INTERFACE cxx_std_20)
target_include_directories(latchkey_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(latchkey_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Woverloaded-virtual -Wnon-virtual-dtor -Werror=switch
    $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>  # so that ccache sees what a precompiled header holds
    $<$<BOOL:${LATCHKEY_WERROR}>:-Werror>)
target_compile_definitions(latchkey_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400
    LATCHKEY_VERSION="${PROJECT_VERSION}")
# Some two hundred programs are linked: mold does it in a fifth of the time.
find_program(LATCHKEY_MOLD mold)
if(LATCHKEY_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
# The presets leave -Werror out here: what a sanitizer weaves in makes gcc see uninitialised values where there are none.
if(LATCHKEY_SANITIZE)
    target_compile_options(latchkey_flags INTERFACE -fsanitize=${LATCHKEY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined
        # Checks of every pointer that is followed: a quarter of the compiler's time, and AddressSanitizer stops at nearly all that are bad.
        -fno-sanitize=null,alignment,object-size)
    target_link_options(latchkey_flags INTERFACE -fsanitize=${LATCHKEY_SANITIZE})
endif()
