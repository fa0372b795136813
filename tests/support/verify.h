// QVERIFY_OK prints the error's code and detail when a Result is bad.
#pragma once

#include "models/domain/result.h"

#include <QTest>

#define QVERIFY_OK(result)                                                                                              \
    do {                                                                                                                \
        const auto &latchkeyResult = (result);                                                                          \
        if (!latchkeyResult.has_value())                                                                                \
            QFAIL(qPrintable(latchkey::toText(latchkeyResult.error().code) + QStringLiteral(": ") + latchkeyResult.error().detail)); \
    } while (false)

#define QVERIFY_FAILS(result, expectedCode)                                                                             \
    do {                                                                                                                \
        const auto &latchkeyResult = (result);                                                                          \
        QVERIFY2(!latchkeyResult.has_value(), "succeeded, but was to fail");                                            \
        QCOMPARE(latchkey::toText(latchkeyResult.error().code), latchkey::toText(expectedCode));                        \
    } while (false)
