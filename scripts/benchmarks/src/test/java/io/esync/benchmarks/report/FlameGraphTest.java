package io.esync.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphTest {

  @Test
  void framesAreAsWideAsTheirPartOfAllSamples() {
    FlameGraph graph =
        FlameGraph.of(List.of("main;read 30", "main;write;flush 10", "other thread 60"));

    String svg = graph.svg("a & b");

    assertThat(graph.total()).isEqualTo(100);
    assertThat(svg)
        .contains("<title>main, 40.00 %</title>", "<title>write, 10.00 %</title>")
        .contains("width=\"559.5\" height=\"16.0\" fill=\"#e39b9b\"><title>main") // of 1400
        .contains("a &amp; b");
  }

  @Test
  void aProfileWithoutSamplesIsEmpty() {
    assertThat(FlameGraph.of(List.of()).svg("nothing")).contains("nothing").endsWith("</svg>\n");
  }
}
