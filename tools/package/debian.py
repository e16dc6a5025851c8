"""Archives of a folder: a tarball, a package of Debian. Two made from the same
commit and the same files are equal."""

import os
import pathlib
import shutil
import subprocess


def empty(folder):
    """The folder, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def commit_date(root):
    """Seconds since 1970, for all that has no date of its own."""
    return subprocess.run(
        ['git', 'log', '-1', '--format=%ct'], cwd=root, check=True,
        capture_output=True, text=True).stdout.strip()


def set_modes(folder):
    """Readable by all and writable by their owner, whatever the umask was."""
    for path in [folder, *folder.rglob('*')]:
        if path.is_symlink():
            continue
        executable = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if executable else 0o644)


def archive(folder, target, date, level):
    """target: FOLDER's content below its name, as tar compressed by xz."""
    set_modes(folder)
    subprocess.run(
        ['tar', '-C', folder.parent, '--sort=name', '--owner=0', '--group=0',
         '--numeric-owner', f'--mtime=@{date}',
         f'--use-compress-program=xz -{level} -T2', '-cf', target,
         folder.name], check=True)


def package(folder, target, date, level, fields):
    """target: a package of Debian that holds the folder. The first line of the
    Description is the short one."""
    size = sum(path.stat().st_size for path in folder.rglob('*')
               if path.is_file() and not path.is_symlink())
    fields = {
        'Architecture': 'amd64',
        'Maintainer': 'Rondo contributors <rondo@localhost>',
        'Installed-Size': str(size // 1024 + 1),
        'Priority': 'optional',
        **fields,
    }
    short, *long = fields.pop('Description').splitlines()
    text = ''.join(f'{name}: {value}\n' for name, value in fields.items())
    text += f'Description: {short}\n' + ''.join(f' {line}\n' for line in long)
    sums = subprocess.run(
        ['md5sum', *sorted(str(path.relative_to(folder))
                           for path in folder.rglob('*')
                           if path.is_file() and not path.is_symlink())],
        cwd=folder, check=True, capture_output=True, text=True).stdout
    control = empty(folder / 'DEBIAN')
    (control / 'control').write_text(text)
    (control / 'md5sums').write_text(sums)
    set_modes(folder)
    subprocess.run(
        ['dpkg-deb', '--root-owner-group', '-Zxz', f'-z{level}',
         '--build', folder, target], check=True, stdout=subprocess.DEVNULL,
        env={**os.environ, 'SOURCE_DATE_EPOCH': date})


def copy(source, target):
    """A file's content, at a path whose folders are made."""
    target = pathlib.Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if os.access(source, os.X_OK):
        target.chmod(0o755)
