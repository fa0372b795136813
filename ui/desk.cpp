// The desk's shared object: all of it stands in the header, its signals are made here.
#include "ui/desk.h"
