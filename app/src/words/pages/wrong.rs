//! A result that looks wrong: the case to hand to the desk.

use crate::words::group;

group! {
    /// Words of the page.
    Wrong {
        title: "这个结果不对", "This looks wrong";
        description: "把这次的情况和结果存成一份文件，交给经办窗口核对。", "Save this case and its answer as a file, and give it to the desk to check.";
        lead: "谢谢您来说一声。下面是您填的情况和我们的回答，里面没有姓名和证件号码。", "Thank you for telling. Below is what you told and what we answered; it holds no name and no number.";
        how: "怎么办", "What to do";
        step_save: "把它存成文件，或者照着屏幕打印、拍下来。", "Save it as a file, or print or photograph this page.";
        step_send: "交给{area}的医保经办窗口，说说您觉得应该是怎样的。也可以拨打 12393 问。", "Give it to the medical insurance desk of {area}, and say how it should be. You can also ask on 12393.";
        step_nothing: "这里不会自动发送任何东西。", "Nothing is sent from here by itself.";
        save: "存成文件", "Save as a file";
        told: "您填的情况", "What you told";
        answered: "我们的回答", "What we answered";
        refused: "您填的有一处我们看不懂，先改好它，再看结果。", "One of your answers cannot be read. Please correct it first, then look at the answer.";
        back: "回到结果", "Back to the answer";
        open_outside: "微信里可能存不了文件：点右上角“…”，选“在浏览器打开”。", "WeChat may not save files: tap … at the top right, then Open in browser.";
    }
}
