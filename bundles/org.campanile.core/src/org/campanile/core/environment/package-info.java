/**
 * The environment document: what somebody wants to have (services made of units), as immutable values, its file, its rules and its
 * picture as a graph. Service types are data (resource files beside the classes), not code. Nothing here talks to a network.
 */
package org.campanile.core.environment;
