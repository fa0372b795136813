// The agent's token for a team's service: from the environment, or from a file that only its owner may read.
#pragma once

#include "models/domain/result.h"
#include "models/domain/secret.h"

namespace latchkey {

Result<AgentToken> readTeamToken(const QString &file);  // an empty name: the usual place in the configuration folder
Result<AgentToken> readTokenFile(const QString &path);  // ConfigurationInvalid when others may read it
QString textOfTokenError(const Error &error);

}  // namespace latchkey
