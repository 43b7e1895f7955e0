"""Where the embedded servers listen: unix sockets, which need no port and let nobody else in."""

import hashlib
import os
import tempfile
from pathlib import Path

LONGEST = 100  # bytes; the systems' own limits are 104 to 108


def socket_path(data_dir: Path, name: str) -> Path:
    """The socket called `name`: in `data_dir`, or under the temporary folder where that is too long."""
    path = data_dir / "run" / f"{name}.sock"
    if len(os.fsencode(path)) <= LONGEST:
        return path
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"damaipedia-{os.getuid()}-{mark}" / f"{name}.sock"


def make_socket_folder(path: Path) -> None:
    """Make the folder of `path` for us alone. Raises PermissionError when somebody else owns it."""
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.getuid():
        raise PermissionError(13, "belongs to somebody else", str(folder))
    folder.chmod(0o700)
