// Gives the free functions of texts*.cpp, actions and panels one translation context.
#pragma once

#include <QCoreApplication>

namespace latchkey {

struct Desktop {
    Q_DECLARE_TR_FUNCTIONS(Desktop)
};

}  // namespace latchkey
