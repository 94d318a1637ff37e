package io.esync.connectors.kafka;

/**
 * The headers by which messages of the target tell where they come from. Values are text in UTF-8.
 */
public final class MessageHeaders {
  /** The mark of the pipeline and target that wrote it. */
  public static final String ORIGIN = "esync-origin";

  /** The name of the entity. */
  public static final String ENTITY = "esync-entity";

  /** The id of the source whose change led to it, then a colon and its stream. */
  public static final String SOURCE = "esync-source";

  /** The version of that change, {@code generation/major/minor}. */
  public static final String VERSION = "esync-version";

  /** When the row was changed, in ISO 8601; left out where that is not known. */
  public static final String TIMESTAMP = "esync-timestamp";

  private MessageHeaders() {}
}
