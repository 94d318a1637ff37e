package io.esync.connectors.http;

import io.esync.connectors.spi.http.JsonPage;
import io.esync.operators.model.JsonText;

/** A body of JSON. What is filled in is escaped by where it stands. */
record JsonTemplate(Template template) {
  /**
   * The template that {@code text} is.
   *
   * @throws IllegalArgumentException for people, if it is none, or no JSON comes of it
   */
  static JsonTemplate of(String text) {
    JsonTemplate template = new JsonTemplate(Template.of(text));
    try {
      new JsonPage(template.fill(part -> "null", part -> ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the body is no JSON, whatever is filled in: " + e.getMessage(), e);
    }
    return template;
  }

  /** The body for a change. A field that the row does not carry is null, or empty text. */
  String fill(SentChange change) {
    return fill(change::json, change::text);
  }

  private interface Filling {
    String of(Template.Part place);
  }

  private String fill(Filling value, Filling text) {
    StringBuilder body = new StringBuilder();
    boolean quoted = false;
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        body.append(literal.text());
        quoted = isQuotedAfter(literal.text(), quoted);
      } else if (quoted) {
        String filled = text.of(part);
        body.append(filled == null ? "" : escaped(filled));
      } else {
        body.append(value.of(part));
      }
    }
    return body.toString();
  }

  private static boolean isQuotedAfter(String literal, boolean before) {
    boolean quoted = before;
    for (int i = 0; i < literal.length(); i++) {
      if (quoted && literal.charAt(i) == '\\') {
        i++;
      } else if (literal.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    JsonText.quote(text, json);
    return json.substring(1, json.length() - 1);
  }
}
