package io.esync.jobs.drill;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** A way through files on S3 that the drill puts through failures. */
interface LakeCase {
  /** The name for {@code --case}. */
  String name();

  /** One run. */
  Result run(DrillSite site, LakeOptions options, int number, Consumer<String> progress)
      throws SQLException, InterruptedException;

  /**
   * What came of it.
   *
   * @param changes rows that were changed at the source
   * @param kills where in its course the job was hit
   * @param restored how often the job went on from a checkpoint
   * @param rejected records in the DLQ
   * @param looks how often readers looked at what there is
   * @param files that they saw and read
   * @param flaws what a reader must not see: half files, files that changed or went away
   */
  record Result(
      long changes,
      List<String> kills,
      long restored,
      long rejected,
      long looks,
      long files,
      List<String> flaws,
      TableComparison comparison,
      long seconds) {
    boolean passed() {
      return comparison.isEqual() && rejected == 0 && flaws.isEmpty();
    }
  }
}
