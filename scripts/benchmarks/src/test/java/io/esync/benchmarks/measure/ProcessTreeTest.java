package io.esync.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
  @TempDir private Path proc;

  @Test
  void timesAreThoseOfAllDescendantsAndOfTheirChildrenThatHaveEnded() throws IOException {
    process(10, 1, "(sh)", 1, 2, 3, 4, 1000);
    process(11, 10, "(post) gres (:)", 100, 200, 0, 0, 5000);
    process(12, 11, "(writer)", 30, 0, 0, 0, 9000);
    process(20, 1, "(java)", 7777, 0, 0, 0, 99_000_000);

    ProcessTree tree = new ProcessTree(proc, 10);

    assertThat(tree.cpuSeconds()).isEqualTo(3.4);
  }

  @Test
  void peakIsThatOfTheLargestMember() throws IOException {
    process(10, 1, "(sh)", 0, 0, 0, 0, 1024);
    process(11, 10, "(postgres)", 0, 0, 0, 0, 300 * 1024);
    process(20, 1, "(java)", 0, 0, 0, 0, 900 * 1024);

    assertThat(new ProcessTree(proc, 10).peakMegabytes()).isEqualTo(300);
  }

  @Test
  void aProcessThatHasEndedTakesNothing() throws IOException {
    assertThat(new ProcessTree(proc, 10).cpuSeconds()).isZero();
    assertThat(new ProcessTree(proc, 10).peakMegabytes()).isZero();
  }

  @Test
  void thisProcessIsRead() throws IOException {
    ProcessTree own = new ProcessTree(Path.of("/proc"), ProcessHandle.current().pid());

    assertThat(own.cpuSeconds()).isPositive();
    assertThat(own.peakMegabytes()).isBetween(10L, 100_000L);
  }

  private void process(
      int id, int parent, String name, int user, int system, int childUser, int childSystem, int kb)
      throws IOException {
    Path folder = Files.createDirectory(proc.resolve(String.valueOf(id)));
    Files.writeString(
        folder.resolve("stat"),
        id
            + " "
            + name
            + " S "
            + parent
            + " 10 10 0 -1 4194560 50 60 0 0 "
            + String.join(
                " ", "" + user, "" + system, "" + childUser, "" + childSystem, "20 0 1 0 777"));
    Files.writeString(
        folder.resolve("status"), "Name:\tx\nVmPeak:\t999999999 kB\nVmHWM:\t " + kb + " kB\n");
  }
}
