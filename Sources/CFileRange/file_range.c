// The call is in no standard, so Swift's Glibc does not have it.
#define _GNU_SOURCE
#include "CFileRange.h"
#include <fcntl.h>

void file_range_begin_writing(int descriptor, int64_t offset, int64_t count) {
    (void)sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
}
