// Whom letters reach.
#pragma once

#include "services/store/code_store.h"

namespace latchkey {

inline bool takesLetters(EmailState state) { return state == EmailState::Valid || state == EmailState::DomainTypo; }
inline bool takesLetters(const Recipient &recipient) { return takesLetters(recipient.emailState); }

}  // namespace latchkey
