package io.esync.connectors.jdbc;

import io.esync.operators.model.Field;
import java.util.List;

/**
 * The fields that a table has to take.
 *
 * @param key the names of the fields that identify a row
 * @param required the names of the fields that are never NULL
 * @param declared whether a contract says so, rather than a row
 */
record Layout(List<Field> fields, List<String> key, List<String> required, boolean declared) {}
