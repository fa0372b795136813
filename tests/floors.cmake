message(STATUS "floors: later")
