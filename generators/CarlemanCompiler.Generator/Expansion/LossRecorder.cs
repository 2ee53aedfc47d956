using System.Globalization;
using System.Runtime.CompilerServices;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>
/// Runs a <see cref="LossProgram"/> on symbols: loops unroll, calls are inlined, branches are decided, indices and exponents become numbers,
/// and what is left is the loss as a straight-line program in weights and data. Work is bounded, so that a loss that does not end is told
/// so and never hangs the editor.
/// </summary>
internal sealed partial class LossRecorder
{
    /// <summary>Expressions and statements to evaluate before a loss is said not to end.</summary>
    public const int StepLimit = 2_000_000;

    /// <summary>Calls inside calls; more would exhaust the stack of the compiler's thread.</summary>
    public const int CallDepthLimit = 32;

    private readonly LossProgram program;
    private readonly TapeRecorder reals;
    private readonly SmoothFunctionRecorder smooth;
    private readonly CancellationToken cancellation;
    private readonly List<int> callStack = [];
    private readonly Value?[] fields;
    private readonly HashSet<Value[]> shared = [];
    private int fieldDepth;
    private int steps;

    private LossRecorder(
        LossProgram program, LossSignature signature, IReadOnlyList<ApproximationSetting> approximations, CancellationToken cancellation)
    {
        this.program = program;
        this.cancellation = cancellation;
        reals = new TapeRecorder(signature.VariableCount, signature.WeightCount);
        smooth = new SmoothFunctionRecorder(reals, approximations);
        fields = new Value?[program.Fields.Count];
    }

    /// <summary>The loss in variables that are numbered as <see cref="LossParameter.First"/> says, with its gradient.</summary>
    /// <returns>Null where the loss has a path without a value, which the C# compiler reports.</returns>
    /// <exception cref="ExpansionException">The loss is not a polynomial, does not end, or is too large.</exception>
    public static RecordedLoss? Record(
        LossProgram program, LossSignature signature, IReadOnlyList<ApproximationSetting> approximations, CancellationToken cancellation)
    {
        var recorder = new LossRecorder(program, signature, approximations, cancellation);
        int source = program.Loss.Node;
        var arguments = signature.Parameters.Select(ArgumentOf).ToList();
        if (recorder.Invoke(0, source, outer: null, arguments) is not { } loss)
        {
            return null;
        }

        var tape = recorder.reals.Build(loss, source);
        return new RecordedLoss(tape, recorder.reals.SourcesOf(tape, source), recorder.smooth.Sites);
    }

    private static Value ArgumentOf(LossParameter parameter)
    {
        if (parameter.Form == ParameterForm.Number)
        {
            return new VariableValue(parameter.First);
        }

        Value[] store = [.. Enumerable.Range(parameter.First, parameter.Count).Select(v => new VariableValue(v))];
        var vector = new VectorValue(store, 0, store.Length, parameter.Name);
        return parameter.Form == ParameterForm.Matrix
            ? new MatrixValue(vector, parameter.Rows, parameter.Count / parameter.Rows)
            : vector;
    }

    /// <summary>Runs a method; null where it returns nothing.</summary>
    private Value? Invoke(int number, int node, Frame? outer, IReadOnlyList<Value> arguments)
    {
        var method = program.Methods[number];
        if (callStack.Contains(number))
        {
            string path = string.Join(" → ", callStack.Append(number).Select(m => program.Methods[m].Name));
            throw ExpansionException.At(node, Descriptors.Recursion, method.Name, path);
        }

        if (callStack.Count == CallDepthLimit)
        {
            throw ExpansionException.At(
                node, Descriptors.TooLarge, $"Calls are nested over {CallDepthLimit} deep", "write some of the helper methods out");
        }

        callStack.Add(number);
        var frame = new Frame(method.SlotNames.Count, outer);
        for (int i = 0; i < arguments.Count; i++)
        {
            frame.Slots[i] = arguments[i];
        }

        Run(method.Body, frame);
        callStack.RemoveAt(callStack.Count - 1);

        // What a variable holds in the end carries its name into the generated gradient.
        for (int slot = 0; slot < frame.Slots.Length; slot++)
        {
            if (frame.Slots[slot] is { } value)
            {
                reals.Name(value, method.SlotNames[slot]);
            }
        }

        return frame.Result;
    }

    private Value FieldOf(FieldReference reference)
    {
        if (fields[reference.Field] is { } known)
        {
            return known;
        }

        if (++fieldDepth > program.Fields.Count)
        {
            throw ExpansionException.At(
                reference.Node, Descriptors.Unsupported, $"'{program.Fields[reference.Field].Name}', which needs itself,",
                "give it a constant value");
        }

        var value = Evaluate(program.Fields[reference.Field].Value, new Frame(0, null));
        fieldDepth--;
        Share(value);
        return fields[reference.Field] = value is VectorValue vector ? vector with { Name = program.Fields[reference.Field].Name } : value;
    }

    /// <summary>What a field holds is the same for all samples: nobody may write into it.</summary>
    private void Share(Value value)
    {
        switch (value)
        {
            case VectorValue vector:
                shared.Add(vector.Store);
                break;
            case MatrixValue matrix:
                shared.Add(matrix.Values.Store);
                break;
            case TupleValue tuple:
                Array.ForEach(tuple.Elements, Share);
                break;
        }
    }

    private void Step(int node)
    {
        cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++steps > StepLimit)
        {
            throw ExpansionException.At(node, Descriptors.LoopLimit, Number(StepLimit));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
