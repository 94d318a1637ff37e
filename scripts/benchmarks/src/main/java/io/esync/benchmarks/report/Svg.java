package io.esync.benchmarks.report;

import java.util.Locale;

/** Writes an SVG image element by element; measures in pixels from the left upper corner. */
final class Svg {
  private final StringBuilder elements = new StringBuilder();

  void rectangle(double x, double y, double width, double height, String fill, String tip) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\">%s</rect>%n",
            x,
            y,
            width,
            height,
            fill,
            tip.isEmpty() ? "" : "<title>" + escaped(tip) + "</title>"));
  }

  void line(double x1, double y1, double x2, double y2) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#333\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  /**
   * @param anchor start, middle or end of the text is at {@code x}
   */
  void text(double x, double y, String anchor, int size, String text) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            escaped(text)));
  }

  /** The whole image, on white. */
  String image(double width, double height) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$.0f %2$.0f\" width=\"%1$.0f\""
                + " height=\"%2$.0f\" font-family=\"sans-serif\">%n<rect width=\"100%%\" height=\"100%%\""
                + " fill=\"white\"/>%n",
            width,
            height)
        + elements
        + "</svg>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
