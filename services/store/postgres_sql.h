// What PostgreSQL's SQL writes otherwise than SQLite's, all of it: the statements of the store are written once.
#pragma once

#include <string>
#include <string_view>

namespace latchkey {

// A statement: numbered places, and the few functions and words that have another name.
std::string postgresStatement(std::string_view sql);
// The tables and indexes of resources/sql: types, identities, texts compared byte by byte, indexes that end in the row's id as SQLite's do by themselves.
std::string postgresSchema(std::string_view sql);

}  // namespace latchkey
