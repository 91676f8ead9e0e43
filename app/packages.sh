# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run and tests/run: what Handrail needs from Debian 12, and how a missing package gets there.

HANDRAIL_PACKAGES="gcc libc6-dev meson ninja-build pkg-config gettext python3 libgtk-4-dev libgtk-4-bin libsqlite3-dev
  libcmark-dev libcups2-dev libqrencode-dev libjansson-dev libical-dev libsodium-dev libspeechd-dev speech-dispatcher speech-dispatcher-espeak-ng
  librsvg2-common fonts-inter fonts-noto-core fonts-noto-cjk fontconfig tzdata
  gvfs gvfs-backends openssh-client dbus-daemon"

# install_packages NAME...: installs those that are not there yet; says what it does; returns 1 when it cannot.
install_packages () {
  local missing="" name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing="$missing $name"
  done
  [ -n "$missing" ] || return 0
  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "These packages are missing and only root can install them:$missing" >&2
      return 1
    }
    as_root=sudo
  fi
  echo "Installing:$missing"
  $as_root apt-get update -qq || return 1
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || return 1
}
