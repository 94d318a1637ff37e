package io.esync.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stacks of a profile as a flame graph: the width of a frame is its part of all samples, what it
 * called stands above it.
 */
public final class FlameGraph {
  private static final int WIDTH = 1400;
  private static final int FRAME = 17;
  private static final int TOP = 40;
  private static final double CHARACTER = 6.6;

  /** Narrower frames are left out, in pixels. */
  private static final double NARROWEST = 0.4;

  private final Frame root = new Frame();

  /**
   * Reads stacks.
   *
   * @param collapsed lines of {@code outermost;…;innermost count}
   */
  public static FlameGraph of(List<String> collapsed) {
    FlameGraph graph = new FlameGraph();
    for (String line : collapsed) {
      int space = line.lastIndexOf(' ');
      if (space > 0) {
        graph.root.add(
            List.of(line.substring(0, space).split(";", -1)),
            Long.parseLong(line.substring(space + 1)));
      }
    }
    return graph;
  }

  /** All samples, or bytes. */
  public long total() {
    return root.count;
  }

  /** The graph as an image; pointing at a frame shows its whole name and part. */
  public String svg(String title) {
    Svg svg = new Svg();
    double height = TOP + FRAME * (root.depth(WIDTH, root.count) + 1.0) + 10;
    svg.text(10, 22, "start", 15, title);
    draw(svg, "all", root, 0, height - FRAME - 10);
    return svg.image(WIDTH, height);
  }

  private void draw(Svg svg, String name, Frame frame, double x, double y) {
    double width = width(frame);
    if (width < NARROWEST) {
      return;
    }
    String part = String.format(Locale.ROOT, "%.2f %%", 100.0 * frame.count / root.count);
    svg.rectangle(x, y, Math.max(0.3, width - 0.5), FRAME - 1.0, colour(name), name + ", " + part);
    int fits = (int) (width / CHARACTER) - 1;
    if (fits > 2) {
      String shown = name.substring(name.lastIndexOf('/') + 1);
      svg.text(
          x + 3,
          y + 12,
          "start",
          11,
          shown.length() <= fits ? shown : shown.substring(0, fits - 1) + "…");
    }
    double childX = x;
    for (Map.Entry<String, Frame> child : frame.children.entrySet()) {
      draw(svg, child.getKey(), child.getValue(), childX, y - FRAME);
      childX += width(child.getValue());
    }
  }

  private double width(Frame frame) {
    return root.count == 0 ? 0 : (double) WIDTH * frame.count / root.count;
  }

  /** ESync's own frames stand out. */
  private static String colour(String name) {
    if (name.startsWith("io/esync")) {
      return "#8ab4f8";
    }
    if (name.startsWith("org/apache/flink")) {
      return "#f6c179";
    }
    return name.contains("/") ? "#a8d5a2" : "#e39b9b";
  }

  /** A frame in one place of the stack. */
  private static final class Frame {
    private final Map<String, Frame> children = new TreeMap<>();
    private long count;

    void add(List<String> stack, long samples) {
      count += samples;
      if (!stack.isEmpty()) {
        children
            .computeIfAbsent(stack.get(0), name -> new Frame())
            .add(stack.subList(1, stack.size()), samples);
      }
    }

    int depth(double pixels, long all) {
      return children.values().stream()
          .filter(child -> all > 0 && pixels * child.count / all >= NARROWEST)
          .mapToInt(child -> 1 + child.depth(pixels, all))
          .max()
          .orElse(0);
    }
  }
}
