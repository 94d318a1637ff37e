package io.esync.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real processes, started and stopped by command line. */
class ClusterCommandTest {
  @TempDir Path folder;

  private final StringWriter output = new StringWriter();

  @AfterEach
  void stopWhatIsLeft() {
    esync("stop");
  }

  @Test
  void a_cluster_is_started_shown_and_stopped() {
    assertThat(esync("start", "--port", "0", "-D", "taskmanager.numberOfTaskSlots=3")).isZero();
    assertThat(output.toString()).contains("Flink is ready at http://localhost:");

    assertThat(esync("status")).isZero();
    assertThat(output.toString()).contains("Web UI").contains("Slots         3, 3 free");

    assertThat(esync("stop")).isZero();
    assertThat(output.toString()).contains("The cluster is stopped.");

    assertThat(esync("status")).isEqualTo(1);
    assertThat(output.toString()).contains("No cluster runs in " + folder);
  }

  @Test
  void stopping_what_does_not_run_is_no_failure() {
    assertThat(esync("stop")).isZero();
    assertThat(output.toString()).contains("No cluster runs in " + folder);
  }

  private int esync(String action, String... arguments) {
    output.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 3];
    all[0] = "--dir";
    all[1] = folder.toString();
    all[2] = action;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return new CommandLine(new ClusterCommand()).setOut(new PrintWriter(output)).execute(all);
  }
}
