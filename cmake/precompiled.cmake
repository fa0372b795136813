# The headers that nearly every file parses are compiled once for the libraries, once for the window, and once for each kind of test.
# Where a target's flags differ from theirs, the compiler reads the text instead: nothing may rely on what stands here.
set(CMAKE_PCH_WARN_INVALID OFF)
set(LATCHKEY_CORE_HEADERS <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject> <QString> <QStringList>
    <QTimer> <QUrl> <algorithm> <chrono> <functional> <memory> <optional> <string> <vector> <tl/expected.hpp>)
set(LATCHKEY_WINDOW_HEADERS <QtWidgets>)
# Comparisons by the hundred cost minutes to optimise and nothing to run; what they test is optimised, and watched by both sanitizers.
set(LATCHKEY_TEST_FLAGS -O0)
if(LATCHKEY_SANITIZE)
    list(APPEND LATCHKEY_TEST_FLAGS -fno-sanitize=undefined)
endif()

# Reuses the headers of `from`, an earlier target with the same flags.
function(latchkey_reuse_headers from)
    foreach(target IN LISTS ARGN)
        target_precompile_headers(${target} REUSE_FROM ${from})
    endforeach()
endfunction()

# An empty library that holds them for executables.
function(latchkey_headers_for_tests name)
    cmake_parse_arguments(arg "" "" "LIBRARIES;HEADERS" ${ARGN})
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp "")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE latchkey_flags tl::expected ${arg_LIBRARIES})
    target_compile_options(${name} PRIVATE ${LATCHKEY_TEST_FLAGS})
    target_precompile_headers(${name} PRIVATE ${LATCHKEY_CORE_HEADERS} ${arg_HEADERS})
endfunction()
