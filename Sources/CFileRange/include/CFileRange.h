#pragma once

#include <stdint.h>

/// Has the system begin to write a range of a file to the disk, and does not wait for it (sync_file_range(2)).
///
/// A hint: it makes nothing durable, and a flush that follows finds less to do. Where the system cannot, nothing happens.
void file_range_begin_writing(int descriptor, int64_t offset, int64_t count);
