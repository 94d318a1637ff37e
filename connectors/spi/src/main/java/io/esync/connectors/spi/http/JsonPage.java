package io.esync.connectors.spi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of an answer, which is whole and JSON. */
public final class JsonPage {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String body;

  /** Read when it is first asked for. */
  private JsonNode tree;

  /**
   * The page of a body.
   *
   * @throws IllegalArgumentException with the place of the fault and none of the text, if it is no
   *     JSON or ends too soon
   */
  public JsonPage(String body) {
    this.body = body;
    try (JsonParser parser = FACTORY.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("it is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something follows behind its end");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it is no whole JSON: line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text is read from memory", e);
    }
  }

  /**
   * The elements of an array, each as it stands there.
   *
   * @param pointer to the array, e.g. {@code /data/items}; empty for the body itself
   * @throws IllegalArgumentException for people, if there is none
   */
  public List<String> elements(String pointer) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      parser.nextToken();
      if (!descend(parser, JsonPointer.compile(pointer))
          || parser.currentToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException(
            pointer.isEmpty() ? "it is no array of records" : "it holds no array at " + pointer);
      }
      List<String> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        elements.add(body.substring(start, (int) parser.currentLocation().getCharOffset()).strip());
      }
      return elements;
    } catch (IOException e) {
      throw new UncheckedIOException("it was read before", e);
    }
  }

  /** Goes to what the pointer names; false where there is none. */
  private static boolean descend(JsonParser parser, JsonPointer pointer) throws IOException {
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      boolean found =
          switch (parser.currentToken()) {
            case START_OBJECT -> member(parser, rest.getMatchingProperty());
            case START_ARRAY -> element(parser, rest.getMatchingIndex());
            default -> false;
          };
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static boolean member(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean element(JsonParser parser, int index) throws IOException {
    for (int at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
      if (at == index) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** The text or number that {@code pointer} names; empty where it is null, empty or not there. */
  public Optional<String> text(String pointer) {
    try {
      if (tree == null) {
        tree = JSON.readTree(body);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    JsonNode found = tree.at(pointer);
    return found.isValueNode() && !found.isNull() && !found.asText().isEmpty()
        ? Optional.of(found.asText())
        : Optional.empty();
  }
}
