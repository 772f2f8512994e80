/**
 * Builds the view of files that an SQL process has, in a mount namespace of its own: an empty file system in memory, in it
 * what the process runs on, read only, and its folder as `/results`. Then it is the root, and the command that follows
 * runs without any right. Arguments: the root, the folder, files and folders to show, `--`, the command.
 *
 * chroot suffices, and needs no /proc, which umount would: what runs in it has no rights and can have none again, and the
 * kernel lets nobody who stands in a chroot make a user namespace, in which it would have some.
 */
export const rootScript = `
set -e
root=$1 folder=$2
shift 2
mount -t tmpfs -o size=1m,mode=755,nosuid,nodev tmpfs "$root"
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root\${1%/*}"; : > "$root$1"; fi
  mount --bind "$1" "$root$1"
  mount -o remount,bind,ro,nosuid,nodev "$root$1"
  shift
done
shift
for link in /lib /lib64; do
  if [ -L "$link" ] && [ ! -e "$root$link" ]; then ln -s "$(readlink "$link")" "$root$link"; fi
done
mkdir "$root/results"
mount --bind "$folder" "$root/results"
mount -o remount,bind,rw,nosuid,nodev,noexec "$root/results"
mount -o remount,bind,ro,nosuid,nodev "$root"
exec chroot "$root" "$@"
`;
