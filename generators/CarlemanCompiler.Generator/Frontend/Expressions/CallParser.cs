using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>Calls: System.Math, the library (by its [Meaning] attribute), spans' own methods, and the methods of the project.</summary>
internal static class CallParser
{
    public static Expression? Parse(IInvocationOperation invocation, MethodScope scope)
    {
        var method = invocation.TargetMethod;
        if (method.ReturnType.TypeKind == TypeKind.Error || invocation.Arguments.Any(a => a.Value is IInvalidOperation))
        {
            scope.Program.Findings.IsBroken = true;
            return null;
        }

        if (IsMath(method))
        {
            return ParseMath(invocation, scope);
        }

        if (method.Find(AttributeNames.Meaning) is { } meaning)
        {
            return ParseLibrary(invocation, meaning, scope);
        }

        if (ParseMember(invocation, scope, out var member))
        {
            return member;
        }

        return scope.Program.CallableNumberOf(method, scope, out int level) is not { } number
            ? Unsupported.Reject(invocation, scope)
            : ParseArguments(invocation, scope) is { } arguments ? new Call(scope.NodeOf(invocation), number, level, arguments) : null;
    }

    private static Expression? ParseMath(IInvocationOperation invocation, MethodScope scope)
    {
        if (ParseArguments(invocation, scope) is not { } arguments)
        {
            return null;
        }

        int node = scope.NodeOf(invocation);
        string name = invocation.TargetMethod.Name;
        if (invocation.TargetMethod.Parameters.Any(p => p.Type.TypeKind == TypeKind.Enum))
        {
            return scope.Reject(invocation, $"Math.{name} with a mode", "leave the mode out: halves are rounded to even numbers");
        }

        return arguments.Count == 1 && Enum.TryParse(name, out SmoothFunction function)
            ? new SmoothCall(node, function, "Math." + name, arguments[0], null)
            : new MathCall(node, name, arguments, OfIntegers: ValueKinds.Of(invocation.Type) == ValueKind.Integer);
    }

    private static Expression? ParseLibrary(IInvocationOperation invocation, AttributeData meaning, MethodScope scope)
    {
        if (meaning.ConstructorArguments is not [{ Type.Name: var kind } argument] || argument.Scalar() is not int value
            || ParseArguments(invocation, scope) is not { } arguments)
        {
            return null;
        }

        int node = scope.NodeOf(invocation);
        return string.Equals(kind, nameof(SmoothFunction), StringComparison.Ordinal)
            ? new SmoothCall(
                node, (SmoothFunction)value, invocation.TargetMethod.Name, arguments[0],
                arguments.Count > 1 ? arguments.Skip(1).ToEquatableArray() : null)
            : new LibraryCall(node, (LibraryFunction)value, arguments);
    }

    /// <summary>Slice, ToArray, AsSpan and Row.</summary>
    private static bool ParseMember(IInvocationOperation invocation, MethodScope scope, out Expression? member)
    {
        member = null;
        var method = invocation.TargetMethod;
        var inOrder = invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal).Select(a => a.Value).ToList();
        var receiver = invocation.Instance ?? inOrder.FirstOrDefault();
        var kind = ValueKinds.Of(receiver?.Type);
        bool isVectors = kind.IsVector()
            && (ValueKinds.Of(method.ContainingType).IsVector() || ValueKinds.IsInSystem(method.ContainingType));
        var form = (isVectors, kind, method.Name) switch
        {
            (true, _, "Slice" or "AsSpan") => MemberForm.Slice,
            (true, _, "ToArray") => MemberForm.Copy,
            (_, ValueKind.Matrix, "Row") when ValueKinds.Of(method.ContainingType) == ValueKind.Matrix => MemberForm.Row,
            _ => MemberForm.None,
        };
        var arguments = inOrder.Skip(invocation.Instance is null ? 1 : 0).ToList();
        if (form == MemberForm.None || receiver is null || arguments.Any(a => ValueKinds.Of(a.Type) != ValueKind.Integer))
        {
            return false;
        }

        int node = scope.NodeOf(invocation);
        var operand = ExpressionParser.Parse(receiver, scope);
        var numbers = arguments.Select(a => ExpressionParser.Parse(a, scope)).ToList();
        member = operand is null || numbers.Any(n => n is null) ? null : (form, numbers) switch
        {
            (MemberForm.Copy, _) => new VectorCopy(node, operand),
            (MemberForm.Row, [var row]) => new MatrixRow(node, operand, row),
            (_, []) => operand,
            (_, [{ } start]) => new LengthSlice(node, operand, start, null),
            (_, [{ } start, { } length]) => new LengthSlice(node, operand, start, length),
            _ => null,
        };
        return true;
    }

    private static EquatableArray<Expression>? ParseArguments(IInvocationOperation invocation, MethodScope scope)
    {
        var arguments = new Expression?[invocation.TargetMethod.Parameters.Length];
        int assignments = scope.AssignmentCount;
        int last = -1;
        bool inOrder = true;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter
                || argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.DefaultValue))
            {
                scope.Reject(argument, "An argument by reference or in a 'params' list", "pass values");
                return null;
            }

            inOrder &= parameter.Ordinal > last;
            last = parameter.Ordinal;
            arguments[parameter.Ordinal] = argument.Value.ConstantValue is { HasValue: true, Value: int member } && parameter.Type.TypeKind == TypeKind.Enum
                ? new IntegerConstant(scope.NodeOf(argument), member)
                : ExpressionParser.Parse(argument.Value, scope);
        }

        if (!inOrder && scope.AssignmentCount > assignments)
        {
            scope.Reject(invocation, "A call that assigns in arguments out of order", "assign in a statement of its own");
            return null;
        }

        return arguments.Any(a => a is null) ? null : arguments.Select(a => a!).ToEquatableArray();
    }

    /// <summary>Math.Sin(x), and double.Sin(x), which is the same.</summary>
    private static bool IsMath(IMethodSymbol method) => method.IsStatic
        && method.ContainingType is { } type
        && ValueKinds.IsInSystem(type)
        && type.Name is "Math" or "Double";

    private enum MemberForm
    {
        None,
        Slice,
        Copy,
        Row,
    }
}
