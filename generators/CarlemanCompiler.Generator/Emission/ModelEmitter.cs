using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The file of one compiled model: a part of the user's class with Model, Gradient, the tables and the circuit's description.
/// </summary>
internal static class ModelEmitter
{
    /// <summary>The file.</summary>
    /// <param name="structure">The tables; null where the structure is evaluated at run time.</param>
    /// <param name="report">What is known about the model; null where little is.</param>
    public static string Emit(
        ModelSpec spec,
        ContainerSpec container,
        LossSignature signature,
        ExpandedModel model,
        GradientStructure? structure,
        BuildReport? report,
        IEnumerable<Finding> findings,
        CancellationToken cancellation)
    {
        var loss = model.Loss!;
        return ContainerEmitter.Wrap(container, ContainerEmitter.Remedies(findings), writer =>
        {
            var parts = new PartsEmitter();
            EmitModel(writer, spec, container, signature, loss, isRecipe: structure is null);
            writer.Skip();
            GradientEmitter.Emit(writer, parts, signature, loss.Tape, model.Polynomial, cancellation);
            writer.Skip();
            if (loss.Sites.Count > 0)
            {
                ApproximationEmitter.EmitLoss(writer, parts, signature, loss, cancellation);
                writer.Skip();
                ApproximationEmitter.EmitArguments(writer, parts, signature, loss, cancellation);
                writer.Skip();
            }

            string compiledLoss = loss.Sites.Count > 0 ? GeneratedNames.CompiledLoss : signature.Name;
            MeanGradientEmitter.Emit(
                writer, parts, signature, loss.Tape, Call(container, compiledLoss, signature),
                Call(container, GeneratedNames.Gradient, signature, "gradient"), cancellation);
            writer.Skip();
            if (structure is null)
            {
                RecipeEmitter.Emit(writer, signature, loss.Tape);
            }
            else
            {
                StructureEmitter.Emit(writer, signature, structure, cancellation);
            }

            writer.Skip();
            CircuitEmitter.Emit(writer, spec.Settings, signature.WeightCount, report);
            parts.Emit(writer);
        });
    }

    private static void EmitModel(
        IndentedWriter writer, ModelSpec spec, ContainerSpec container, LossSignature signature, RecordedLoss loss, bool isRecipe)
    {
        var settings = spec.Settings;
        writer.Write($"""/// <summary>The compiled model: gradient descent on <c>{Literals.Xml(signature.Name)}</c>, ready to be linearized and trained.</summary>""");
        using (writer.Block($"public static global::CarlemanCompiler.CompiledModel {GeneratedNames.Model} {{ get; }} = new()",
            closing: "};"))
        {
            writer.Write($"""
                Name = {Literals.Of(spec.Name)},
                {(isRecipe ? $"StructureSource = {GeneratedNames.Structure}" : $"Structure = {GeneratedNames.Structure}()")},
                Loss = static (weights, sample) => {Call(container, signature.Name, signature)},
                Gradient = static (weights, sample, gradient) => {Call(container, GeneratedNames.Gradient, signature, "gradient")},
                MeanGradient = {GeneratedNames.MeanGradient},
                """);
            if (loss.Sites.Count > 0)
            {
                ApproximationEmitter.EmitProperties(
                    writer, loss.Sites, Call(container, GeneratedNames.CompiledLoss, signature),
                    Call(container, GeneratedNames.ApproximationArguments, signature, "arguments"));
            }

            writer.Write($"""
                LearningRate = {Literals.Of(settings.LearningRate)},
                Order = {Literals.Of(settings.Order)},
                Steps = {Literals.Of(settings.Steps)},
                Start = {Point(settings.Start, signature)},
                Centre = {Point(settings.Centre, signature)},
                Columns = {Literals.Table([.. signature.Columns.Select(Literals.Of)])},
                """);
            if (signature.SampleWeight >= 0)
            {
                writer.Write($"SampleWeight = {Literals.Of(signature.SampleWeight)},");
            }

            if (settings.Data is { } file)
            {
                writer.Write($"DataFile = {Literals.Of(file)},");
            }

            writer.Write($"""
                Basis = global::CarlemanCompiler.Linearization.CarlemanBasis.{settings.Basis},
                EtaPowers = {Literals.Of(settings.EtaPowers)},
                Padding = {Literals.Of(settings.Padding)},
                """);
            if (settings.Tolerance > 0)
            {
                writer.Write($"Tolerance = {Literals.Of(settings.Tolerance)},");
            }
        }
    }

    /// <summary>The call of a method that has the loss method's parameters, and perhaps one more.</summary>
    private static string Call(ContainerSpec container, string method, LossSignature signature, string? output = null) =>
        $"{container.QualifiedName}.{method}({Arguments(signature)}{(output is null ? "" : ", " + output)})";

    /// <summary>The loss method's arguments cut out of the weights and one sample.</summary>
    private static string Arguments(LossSignature signature) => string.Join(", ", signature.Parameters.Select(p =>
    {
        bool isWeights = p.Role == ParameterRole.Weights;
        string source = isWeights ? "weights" : "sample";
        int first = p.First - (isWeights ? 0 : signature.WeightCount);
        string slice = isWeights && p.Count == signature.WeightCount
            ? source
            : $"{source}.Slice({Literals.Of(first)}, {Literals.Of(p.Count)})";
        return p.Form switch
        {
            ParameterForm.Number => $"{source}[{Literals.Of(first)}]",
            ParameterForm.Matrix => $"new({slice}, {Literals.Of(p.Rows)}, {Literals.Of(p.Count / p.Rows)})",
            _ => slice,
        };
    }));

    private static string Point(IReadOnlyList<double> point, LossSignature signature) =>
        Literals.Table([.. (point.Count == 0 ? new double[signature.WeightCount] : point).Select(Literals.Of)]);
}
