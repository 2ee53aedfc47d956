using System.Collections.Immutable;

namespace CarlemanCompiler.Programs;

/// <summary>
/// The table of operations, value and derivative side by side. What a tape evaluates to, how it is differentiated and how it is expanded
/// all follow these rows; the tests hold each derivative against differences of its value.
/// </summary>
public static class TapeRules
{
    /// <summary>The operations that have operands, in the order of <see cref="TapeOperation"/>.</summary>
    public static ImmutableArray<TapeRule> All { get; } =
    [
        new(TapeOperation.Negate, 1, (a, _) => -a,
            Left: (tape, node, adjoint) => tape.Negate(adjoint)),
        new(TapeOperation.Add, 2, (a, b) => a + b,
            Left: (tape, node, adjoint) => adjoint,
            Right: (tape, node, adjoint) => adjoint),
        new(TapeOperation.Subtract, 2, (a, b) => a - b,
            Left: (tape, node, adjoint) => adjoint,
            Right: (tape, node, adjoint) => tape.Negate(adjoint)),
        new(TapeOperation.Multiply, 2, (a, b) => a * b,
            // A square hands all of its derivative to the first operand: 2·adjoint·a once, not adjoint·a twice.
            Left: (tape, node, adjoint) => node.Left == node.Right
                ? tape.Scale(2, tape.Multiply(adjoint, node.Left))
                : tape.Product(adjoint, node.Right),
            Right: (tape, node, adjoint) => node.Left == node.Right ? tape.Constant(0) : tape.Product(adjoint, node.Left)),
        new(TapeOperation.Divide, 2, (a, b) => a / b,
            Left: (tape, node, adjoint) => tape.Divide(adjoint, tape[node.Right].Number)),
    ];

    /// <summary>The row of an operation with operands.</summary>
    public static TapeRule For(TapeOperation operation) => operation >= TapeOperation.Negate
        ? All[(int)operation - (int)TapeOperation.Negate]
        : throw new ArgumentOutOfRangeException(nameof(operation), operation, "Constants and variables have no rule: they have no operands.");
}

/// <summary>One row: an operation with its value and its derivatives.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Arity">1 or 2 operands.</param>
/// <param name="Value">(a, b) ↦ a ∘ b; the second argument is ignored where there is one operand.</param>
/// <param name="Left">The contribution to the adjoint of the first operand.</param>
/// <param name="Right">The contribution to the adjoint of the second operand; null where that is absent or constant.</param>
public sealed record TapeRule(
    TapeOperation Operation, int Arity, Func<double, double, double> Value, TapeDerivative Left, TapeDerivative? Right = null);

/// <summary>adjoint · ∂(node)/∂(operand), as a node of the tape.</summary>
/// <param name="tape">Where new nodes go.</param>
/// <param name="node">The operation that is differentiated.</param>
/// <param name="adjoint">Derivative of the whole in this node.</param>
public delegate int TapeDerivative(TapeBuilder tape, TapeNode node, int adjoint);
