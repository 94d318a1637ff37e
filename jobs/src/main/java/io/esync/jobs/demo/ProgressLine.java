package io.esync.jobs.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far something is: one line that moves on a terminal; elsewhere a line every few
 * seconds, if it has moved.
 */
final class ProgressLine {
  private static final int WIDTH = 30;
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final boolean terminal;
  private final String what;
  private final long total;
  private final long start = System.nanoTime();
  private long shownAt = start - QUIET.toNanos();
  private long shown;

  ProgressLine(PrintWriter out, boolean terminal, String what, long total) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  /** Shows the present state, or leaves it. */
  void show(long done) {
    if (terminal) {
      out.print("\r\u001b[K" + text(done));
    } else if (done != shown && System.nanoTime() - shownAt >= QUIET.toNanos()) {
      out.println(text(done));
      shown = done;
      shownAt = System.nanoTime();
    }
    out.flush();
  }

  /** Shows the end and goes to the next line. */
  void end(long done) {
    out.println((terminal ? "\r\u001b[K" : "") + text(done));
    out.flush();
  }

  private String text(long done) {
    int filled = (int) (Math.min(done, total) * WIDTH / total);
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "  [%s%s] %,d of %,d %s, %,.0f/s",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        done,
        total,
        what,
        done / Math.max(seconds, 0.001));
  }
}
