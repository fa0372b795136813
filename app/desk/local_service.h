// Everything that working on this computer needs: a store, a token for this start, and the service on both.
#pragma once

#include "app/desk/embedded_service.h"
#include "app/desk/options.h"

#include <QTemporaryDir>

#include <optional>

namespace latchkey {

struct LocalService {
    std::optional<QTemporaryDir> throwAway;  // a demonstration's, gone with this
    QString store;
    AgentToken token;
    std::optional<EmbeddedService> service;  // last: it ends before its folder goes
};

QString usualStore();  // where the store lies when nothing else is said
// May be called before there is an application, so that the store opens while Qt starts.
std::unique_ptr<LocalService> startLocalService(const DeskOptions &options);

}  // namespace latchkey
