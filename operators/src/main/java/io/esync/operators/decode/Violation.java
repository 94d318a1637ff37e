package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;

/**
 * A value that is not as the contract declares, in a record that goes on all the same.
 *
 * @param entity name of the entity
 * @param message names the field, what was expected and what became of it, not the value
 */
public record Violation(String entity, ErrorCode code, String message) {}
