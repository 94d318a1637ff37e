package io.esync.connectors.webhook;

/** Why an event is not taken. Names are part of metric names: never renamed. */
enum Refusal {
  NOT_FOUND(404),
  NOT_POSTED(405),
  TOO_LARGE(413),
  NO_JSON(415),
  UNSIGNED(401),
  NO_DELIVERY_ID(400),
  OVERLOADED(503),
  NO_CHECKPOINT(503),
  CLOSED(503);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
