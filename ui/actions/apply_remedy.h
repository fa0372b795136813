// Does what the button of a finding promises, for every remedy there is.
#pragma once

#include "models/domain/details.h"

#include <functional>

class QWidget;

namespace latchkey {

class Desk;

// The panel's part of it: issuing shows its live card there, and trying again reads the panel anew.
struct RemedyPlace {
    QWidget *parent = nullptr;
    CustomerDetails details;
    std::function<void()> issue;
    std::function<void()> emailLink;
    std::function<void()> refresh;
    std::function<void(const FindingFacts &)> overrideReply = {};  // asks for the reason first; where nothing asks, it is not offered
};

void applyRemedy(Desk &desk, Remedy remedy, const FindingFacts &facts, const RemedyPlace &place);

}  // namespace latchkey
