package io.esync.jobs.compile;

/**
 * Names and uids of a pipeline's operators, out of the ids of its file and of nothing else: {@code
 * <pipeline>/<role>[/<id>]}. State is found again by them after an upgrade, so a role is never
 * renamed.
 */
public record Names(String pipeline) {
  String source(String id) {
    return pipeline + "/source/" + id;
  }

  String decode(String id) {
    return pipeline + "/decode/" + id;
  }

  /** Joins what {@code source} says of hot keys. */
  String preJoin(String source) {
    return decode(source) + "/pre-join";
  }

  public String merge() {
    return pipeline + "/merge";
  }

  String route(String id) {
    return pipeline + "/route/" + id;
  }

  /** Takes personal data out of what goes to the target. */
  String protect(String id) {
    return pipeline + "/protect/" + id;
  }

  String target(String id) {
    return pipeline + "/target/" + id;
  }

  String deadLetters() {
    return pipeline + "/dlq";
  }

  String audit() {
    return pipeline + "/audit";
  }

  String review() {
    return pipeline + "/review";
  }

  String control(String id) {
    return pipeline + "/control/" + id;
  }

  /** The step that finds what people ask for in what a control source read. */
  String controlDecode(String id) {
    return control(id) + "/decode";
  }

  /** The step that pauses and resumes sources. */
  String steering() {
    return pipeline + "/steering";
  }

  /** The step that brings dead letters in once more. */
  String replay() {
    return pipeline + "/replay";
  }

  /** The decode of {@code source} for what is brought in once more. */
  String replayDecode(String source) {
    return replay() + "/decode/" + source;
  }

  /** Reads tables of {@code source} again. */
  String resync(String source) {
    return pipeline + "/resync/" + source;
  }

  /** Decodes what was read again of {@code source}. */
  String resyncDecode(String source) {
    return resync(source) + "/decode";
  }

  /** Refuses to read again what cannot be. */
  String resyncRefused() {
    return pipeline + "/resync";
  }

  /** The step that makes rows for the output of this name. */
  String rows(String output) {
    return output + "/rows";
  }
}
