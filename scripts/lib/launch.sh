# Shared by the launchers in scripts/: finds the repository, builds what is missing or out of date, finds Java.
# Everything it says goes to standard error, so that a command's own output stays clean.

esync_home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
esync_flink=$esync_home/scripts/flink-dist/target/flink
esync_testkit=$esync_home/scripts/flink-dist/target/testkit
esync_cluster=$esync_home/.esync/cluster

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the path of the job jar, or nothing when it is not built.
esync_job_jar() {
  compgen -G "$esync_home/jobs/target/esync-jobs-*-job.jar" | head -n 1 || true
}

# Whether a source, a pom or a configuration file is newer than the job jar.
esync_out_of_date() {
  local jar
  jar=$(esync_job_jar)
  [[ -n $jar && -d $esync_flink/lib && -d $esync_testkit ]] || return 0
  cd "$esync_home"
  [[ -n $(find pom.xml operators connectors jobs scripts/flink-dist flink-conf \
    \( -name target -o -path '*/src/test' \) -prune -o -type f -newer "$jar" -print -quit) ]]
}

# Builds the job jar, the Flink distribution and the testkit unless they are up to date. ESYNC_SKIP_BUILD=1 leaves them be.
esync_ensure_built() {
  [[ -z ${ESYNC_SKIP_BUILD:-} ]] || return 0
  (esync_out_of_date) || return 0
  command -v "$java" >/dev/null || fail "No Java found. Install a JDK 17 or later, or set JAVA_HOME."
  if ! command -v mvn >/dev/null; then
    [[ -n $(esync_job_jar) ]] || fail "ESync is not built and Maven is not installed. Install Maven 3.8 or later."
    echo "Sources are newer than the build, but Maven is not installed: going on with what is built." >&2
    return 0
  fi
  mkdir -p "$esync_home/.esync"
  (
    flock 9 2>/dev/null || true # a second launcher waits for the build of the first
    (esync_out_of_date) || exit 0
    esync_build
  ) 9>"$esync_home/.esync/build.lock"
}

esync_build() {
  local log=$esync_home/.esync/build.log line
  echo "Building ESync; the first time this takes some minutes (log: $log)" >&2
  cd "$esync_home"
  set +e
  mvn -B -pl jobs -am package -Dmaven.test.skip=true -Dspotless.check.skip=true 2>&1 | tee "$log" |
    while IFS= read -r line; do
      if [[ -t 2 && $line =~ Building\ (ESync.*[^ ])\ *\[([0-9]+/[0-9]+)\] ]]; then
        printf '\r\033[K  [%s] %s' "${BASH_REMATCH[2]}" "${BASH_REMATCH[1]%% 0.*}" >&2
      fi
    done
  local status=${PIPESTATUS[0]}
  set -e
  [[ -t 2 ]] && printf '\r\033[K' >&2
  if [[ $status -ne 0 ]]; then
    grep -m 5 'ERROR' "$log" >&2 || tail -n 5 "$log" >&2
    fail "The build failed; the whole log is in $log"
  fi
  touch "$(esync_job_jar)" # Maven leaves an unchanged jar as old as it was
}

# Prints the configuration folder to use for Flink's command line.
esync_conf_dir() {
  if [[ -n ${FLINK_CONF_DIR:-} ]]; then
    printf '%s' "$FLINK_CONF_DIR"
  elif [[ -e $esync_cluster/conf/config.yaml ]]; then
    printf '%s' "$esync_cluster/conf"
  else
    printf '%s' "${FLINK_HOME:-$esync_flink}/conf"
  fi
}
