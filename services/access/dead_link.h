// Why a link that was expected to live does not.
#pragma once

#include "models/domain/login_link.h"
#include "models/domain/result.h"

namespace latchkey {

// LinkExpired when nobody has ended it.
inline ErrorCode whyDead(LinkEnd end) {
    switch (end) {
    case LinkEnd::None: return ErrorCode::LinkExpired;
    case LinkEnd::Used: return ErrorCode::LinkUsed;
    case LinkEnd::Revoked: return ErrorCode::LinkRevoked;
    case LinkEnd::EmailChanged: return ErrorCode::LinkVoidByEmailChange;
    }
    return ErrorCode::LinkUnknown;
}

}  // namespace latchkey
