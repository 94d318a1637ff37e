package io.esync.jobs.explain;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A field that would look different.
 *
 * @param now as targets have it, or a text in brackets where a review holds it back
 * @param then by the new policy, likewise
 * @param rule of the new policy, and what decides by it
 */
public record FieldChange(String field, JsonNode now, JsonNode then, String rule) {}
