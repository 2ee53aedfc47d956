using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CarlemanCompiler.CodeFixes;

/// <summary>CARL311: lowers the learning rate to the largest that is stable at the start point.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LowerLearningRateFix))]
[Shared]
public sealed class LowerLearningRateFix() : SettingFix("CARL311", "LearningRate", "Lower the learning rate to the largest stable one");
