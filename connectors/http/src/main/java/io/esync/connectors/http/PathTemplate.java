package io.esync.connectors.http;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.http.Address;

/** The path of a request. */
record PathTemplate(Template template) {
  private static final String ANYTHING = "x";

  /**
   * The template that {@code text} is.
   *
   * @throws IllegalArgumentException for people, if it is none, or no path comes of it
   */
  static PathTemplate of(String text) {
    Template template = Template.of(text);
    StringBuilder filled = new StringBuilder();
    for (Template.Part part : template.parts()) {
      filled.append(part instanceof Template.Literal literal ? literal.text() : ANYTHING);
    }
    Address.of("http://localhost").below(filled.toString());
    return new PathTemplate(template);
  }

  /**
   * The path for a change.
   *
   * @throws TargetException refused where the change lacks what the path names
   */
  String fill(SentChange change) throws TargetException {
    StringBuilder path = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        path.append(literal.text());
        continue;
      }
      String text = change.text(part);
      if (text == null || text.isEmpty()) {
        throw new TargetException(
            Kind.REFUSED, part + " of the path is NULL, empty or not in the row", "", null);
      }
      path.append(isDots(text) ? text.replace(".", "%2E") : Address.encode(text));
    }
    return path.toString();
  }

  /** What leads to another path where it stands alone. */
  private static boolean isDots(String text) {
    return text.equals(".") || text.equals("..");
  }
}
