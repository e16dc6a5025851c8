'use strict';

/**
 * fs.constants. Those of the kernel differ between processors and come from
 * native code; the others are Node's own.
 *
 * Native contract, binding 'fs': the kernel's constants as numbers, O_RDONLY,
 * S_IFMT and so on.
 */

const native = binding('fs');

const kKernel = [
  'O_RDONLY', 'O_WRONLY', 'O_RDWR', 'S_IFMT', 'S_IFREG', 'S_IFDIR', 'S_IFCHR',
  'S_IFBLK', 'S_IFIFO', 'S_IFLNK', 'S_IFSOCK', 'O_CREAT', 'O_EXCL', 'O_NOCTTY',
  'O_TRUNC', 'O_APPEND', 'O_DIRECTORY', 'O_NOATIME', 'O_NOFOLLOW', 'O_SYNC',
  'O_DSYNC', 'O_DIRECT', 'O_NONBLOCK', 'S_IRWXU', 'S_IRUSR', 'S_IWUSR',
  'S_IXUSR', 'S_IRWXG', 'S_IRGRP', 'S_IWGRP', 'S_IXGRP', 'S_IRWXO', 'S_IROTH',
  'S_IWOTH', 'S_IXOTH', 'F_OK', 'R_OK', 'W_OK', 'X_OK',
];

const constants = { __proto__: null };
for (const name of kKernel) constants[name] = native[name];

Object.assign(constants, {
  UV_FS_SYMLINK_DIR: 1,
  UV_FS_SYMLINK_JUNCTION: 2,
  UV_DIRENT_UNKNOWN: 0,
  UV_DIRENT_FILE: 1,
  UV_DIRENT_DIR: 2,
  UV_DIRENT_LINK: 3,
  UV_DIRENT_FIFO: 4,
  UV_DIRENT_SOCKET: 5,
  UV_DIRENT_CHAR: 6,
  UV_DIRENT_BLOCK: 7,
  UV_FS_O_FILEMAP: 0,
  UV_FS_O_RANDOM: 0,
  UV_FS_O_SEQUENTIAL: 0,
  UV_FS_O_SHORT_LIVED: 0,
  UV_FS_O_TEMPORARY: 0,
  UV_FS_COPYFILE_EXCL: 1,
  COPYFILE_EXCL: 1,
  UV_FS_COPYFILE_FICLONE: 2,
  COPYFILE_FICLONE: 2,
  UV_FS_COPYFILE_FICLONE_FORCE: 4,
  COPYFILE_FICLONE_FORCE: 4,
});

module.exports = Object.freeze(constants);
